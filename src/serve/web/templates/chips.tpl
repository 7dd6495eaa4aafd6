{{%AUTOESCAPE context="HTML"}}<ul class="chips">{{#CHIP}}<li><a href="{{CHIP_URL}}"><bdi>{{CHIP_NAME}}</bdi>{{#CHIP_COUNT}} <small>{{CHIP_COUNT_TEXT}}</small>{{/CHIP_COUNT}}</a></li>
{{/CHIP}}</ul>
